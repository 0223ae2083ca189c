/** The EncryptionKey kind: how a cluster's objects are encrypted in etcd. */
@NullMarked
package dev.gantry.resources.kinds.encryptionkey;

import org.jspecify.annotations.NullMarked;
