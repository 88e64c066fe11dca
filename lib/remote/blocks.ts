/**
 * A bash reads what it is to run byte by byte, one system call each, because a pipe cannot be wound back. Its own
 * `read -N` takes as many as it is told at once, except in POSIX mode. dash and busybox read blocks by themselves.
 */

/** Can a shell of this BASH_VERSION be sent blocks? From 4.4 on it can tell whether a variable is exported. */
export const takesBlocks = (bash: string): boolean => /^(?:4\.[4-9]|[5-9]\.|\d\d)/.test(bash);

/**
 * What teaches the shell to take a {@link blockOf}. Leaving POSIX mode and entering it again would take an exported
 * POSIXLY_CORRECT out of the environment of the user's programs; then it reads byte by byte as before. A block that
 * ends too soon is run by nobody.
 */
export const learnBlocks = `ts_take() {
  case \${POSIXLY_CORRECT+\${POSIXLY_CORRECT@a}}/$SHELLOPTS in
    *x*/*) IFS= LC_ALL=C read -r -N "$1" ts_block ;;
    *posix*) set +o posix; IFS= LC_ALL=C read -r -N "$1" ts_block || exit; set -o posix ;;
    *) IFS= LC_ALL=C read -r -N "$1" ts_block ;;
  esac || exit
  shift
  eval "$ts_block"
}
`;

/** Text for the shell, to be read at once. */
export const blockOf = (text: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`ts_take ${text.length}\n`), text]);
