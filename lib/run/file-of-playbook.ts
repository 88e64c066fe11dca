import type { PlaybookText } from './options.js';

export const fileOfPlaybook = (playbook: string | PlaybookText): string =>
  typeof playbook === 'string' ? playbook : playbook.file;
