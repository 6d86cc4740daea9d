#!/bin/sh -eu
# What the kernel has for a sandbox: keyrite relies on these, or has another way where they are missing.
# must: ^all namespaces of the room: works$
# must: ^seccomp notify: works$
# must: ^sealed memfd executed: works$
# must: ^own /proc: works$
# must tmpfs: ^pivot_root\(\., \.\): works$
# must initramfs: ^pivot_root\(\., \.\): EINVAL at pivot_root$
# must: ^move and chroot instead: works$
# must: ^undone without them: EINVAL at umount$
# must bookworm: ^landlock ABI: 2$
# must bookworm: ^the same with MFD_EXEC: EINVAL at memfd_create$
# must bookworm: ^TIOCSTI: works$
# must trixie: ^landlock ABI: 6$
# must trixie: ^the same with MFD_EXEC: works$
facts
for file in dev/tty/legacy_tiocsti kernel/unprivileged_userns_clone kernel/yama/ptrace_scope kernel/io_uring_disabled \
  kernel/dmesg_restrict kernel/unprivileged_bpf_disabled fs/suid_dumpable vm/memfd_noexec; do
  echo "$file: $(cat "/proc/sys/$file" || true)"
done
