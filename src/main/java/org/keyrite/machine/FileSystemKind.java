package org.keyrite.machine;

import java.util.Arrays;
import org.keyrite.os.MountInfo;

/** What a file system does with a file's old content when the file is overwritten. */
enum FileSystemKind {
  /** Overwrites it. */
  IN_MEMORY("tmpfs ramfs hugetlbfs"),
  /** Overwrites it where it was, and keeps a journal of names and sizes at most. */
  IN_PLACE("ext2 vfat msdos exfat minix ntfs ntfs3 hfs hfsplus udf ufs affs jfs reiserfs"),
  /** Likewise, unless it was asked to put content into its journal, too. */
  JOURNALED("ext3 ext4"),
  /** Likewise, but a file can share its blocks with a copy of it. */
  SHARING("xfs ocfs2"),
  /** Writes to another place; the old one is free then, or in a snapshot. */
  COPY_ON_WRITE("btrfs zfs bcachefs f2fs nilfs2 apfs logfs jffs2 ubifs yaffs yaffs2 ssdfs"),
  /** Writes into an upper folder what was below it. */
  OVERLAY("overlay overlayfs aufs unionfs ecryptfs"),
  /** Asks another machine. */
  REMOTE("nfs nfs4 cifs smb3 smbfs ceph afs lustre gfs2 glusterfs beegfs orangefs"),
  /** Asks the machine that this one is a guest of. */
  HOST("virtiofs 9p vboxsf vmhgfs prl_fs"),
  /** Cannot be written. */
  READ_ONLY("squashfs iso9660 erofs cramfs romfs"),
  /** No storage: to write there is to give an order, or what is there is a device. */
  CONTROL(
      "proc sysfs cgroup cgroup2 securityfs debugfs tracefs efivarfs configfs bpf pstore selinuxfs"
          + " smackfs binfmt_misc mqueue devpts fusectl rpc_pipefs nsfs autofs binder resctrl"
          + " functionfs devtmpfs cpuset gadgetfs"),
  /** Asks a program. */
  PROGRAM("fuse fuseblk"),
  UNKNOWN("");

  /** The kernel's names for them, with blanks around each. */
  private final String types;

  FileSystemKind(String types) {
    this.types = " " + types + " ";
  }

  static FileSystemKind of(MountInfo mount) {
    String type = mount.type().startsWith("fuse.") ? "fuse" : mount.type();
    return Arrays.stream(values())
        .filter(kind -> kind.types.contains(" " + type + " "))
        .findFirst()
        .orElse(UNKNOWN);
  }

  boolean isControl() {
    return this == CONTROL;
  }
}
