import { failure, type Result } from '../../lib/module/index.js';

/** Nothing was given to run: the result has all that a command's has, as Ansible's does. */
export const noCommand = (): Result =>
  failure('no command given', {
    rc: 256,
    cmd: null,
    start: null,
    end: null,
    delta: null,
    stdout: '',
    stderr: '',
    stdout_lines: [],
    stderr_lines: [],
  });
