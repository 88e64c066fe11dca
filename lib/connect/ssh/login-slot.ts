import PQueue from 'p-queue';

/**
 * Only so many logins are under way at once: each keeps a core busy, here and there, and where all hosts are one machine
 * 50 at once cost it half as much again as 16. A host that lets us wait gives its slot up, so that it delays nobody.
 */
export function withLoginSlot<T>(login: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    void slots.add(async () => {
      const ended = login().then(resolve, reject);
      let timer: NodeJS.Timeout | undefined;
      const patience = new Promise<void>((over) => (timer = setTimeout(over, PATIENCE_MS)));
      await Promise.race([ended, patience]);
      clearTimeout(timer);
    });
  });
}

const slots = new PQueue({ concurrency: 16 });
const PATIENCE_MS = 2000;
