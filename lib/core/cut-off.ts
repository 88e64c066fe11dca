/** The message of a task that was cut off when the run was stopped: its failure is not one of its own. */
export const CUT_OFF = 'stopped with the run';
