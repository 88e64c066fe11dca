let last = 0;

/** A name for a task that no other task of this process has. */
export const nextTaskId = (): string => `t${++last}`;
