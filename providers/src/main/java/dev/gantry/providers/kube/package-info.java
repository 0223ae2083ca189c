/**
 * The Kubernetes API, as providers use it: kubectl on a control plane, over SSH. No credential
 * leaves the machine that has it, and no way to the API from here is needed.
 */
@NullMarked
package dev.gantry.providers.kube;

import org.jspecify.annotations.NullMarked;
