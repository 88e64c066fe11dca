import type { TaskRef } from '../core/event.js';

/** The name of a task as Ansible prints it. */
export const titleOf = ({ role, name }: TaskRef): string => (role ? `${role} : ${name}` : name).trim();
