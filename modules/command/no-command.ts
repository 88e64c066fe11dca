import { failure, type Result } from '../../lib/module/index.js';

/** Nothing was given to run, or too much: the result has all that a command's has, as Ansible's does. */
export const noCommand = (why = 'no command given'): Result =>
  failure(why, {
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
