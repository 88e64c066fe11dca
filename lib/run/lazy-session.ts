import type { Session } from '../remote/session.js';

/** A session that is opened when it is first used, so that a task that needs no host asks for none. */
export function lazySession(open: () => Promise<Session>): Session {
  let opened: Promise<Session> | undefined;
  let session: Session | undefined;
  const get = async (): Promise<Session> => (session ??= await (opened ??= open()));
  return {
    call: async (call) => (await get()).call(call),
    upload: async (source, path, options) => (await get()).upload(source, path, options),
    stage: async (source, options) => (await get()).stage(source, options),
    download: async (path, options) => (await get()).download(path, options),
    start: async (command) => (await get()).start(command),
    settle: async () => session?.settle(),
    close: async () => session?.close(),
    get lost() {
      return session?.lost ?? false;
    },
    get noise() {
      return session?.noise ?? Buffer.alloc(0);
    },
  };
}
