import PQueue from 'p-queue';
import { ConnectionLost } from '../../remote/connection-lost.js';
import type { HostKeyQuestion } from './host-key-question.js';

/** Nobody knows the key that a host shows, but there may be somebody to ask. */
export class UnknownHostKey extends ConnectionLost {
  constructor(
    message: string,
    hint: string,
    readonly question: HostKeyQuestion,
    /** Where a yes is remembered. */
    readonly trust: () => void,
  ) {
    super('hostkey', message, hint);
  }
}

/**
 * Is the key the host's? One question at a time, and one for all who wait for the same answer. No connection is open
 * meanwhile: servers do not wait for people, and let only so many in who have not logged in.
 */
export function askToTrust(
  { question, trust }: UnknownHostKey,
  ask: (question: HostKeyQuestion) => Promise<boolean>,
): Promise<boolean> {
  const about = `${question.host} ${question.fingerprint}`;
  const asked = asking.get(about);
  if (asked) return asked;
  const answer = turns
    .add(() => ask(question))
    .then((yes) => {
      if (yes) trust();
      return yes;
    })
    .finally(() => asking.delete(about));
  asking.set(about, answer);
  return answer;
}

const turns = new PQueue({ concurrency: 1 });
const asking = new Map<string, Promise<boolean>>();
