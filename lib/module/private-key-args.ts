import { path, text } from '../schema/index.js';

/** Arguments of modules that read a private key; `doc` says what of. */
export const privateKeyArgs = (doc: string) =>
  ({
    privatekey_path: path({ doc }),
    privatekey_content: text({ doc: 'The private key itself', secret: true }),
    privatekey_passphrase: text({ doc: 'Its passphrase', secret: true }),
  }) as const;
