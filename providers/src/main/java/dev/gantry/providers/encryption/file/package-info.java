/**
 * The file by which kube-apiserver encrypts what it stores, its keys, and the values that they
 * wrote. Pure: nothing here touches a machine.
 */
@NullMarked
package dev.gantry.providers.encryption.file;

import org.jspecify.annotations.NullMarked;
