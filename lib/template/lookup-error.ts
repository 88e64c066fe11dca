import { PyError } from '../jinja/index.js';

/** What a lookup raises; `type` is the name Ansible shows. Undefined names keep their own type. */
export class LookupError extends PyError {
  constructor(message: string, type = 'AnsibleError') {
    super(type, message);
  }
}

/** Ansible's words around a failed lookup. Its own lookup and undefined errors go without them. */
export function lookupMessage(name: string, type: string, message: string): string {
  if (type === 'AnsibleLookupError' || type === 'AnsibleOptionsError') return message;
  const shown = type.startsWith('Ansible') ? `ansible.errors.${type}` : type;
  return `An unhandled exception occurred while running the lookup plugin '${name}'. Error was a <class '${shown}'>, original message: ${message}`;
}
