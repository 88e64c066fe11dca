import { bool, choice } from '../schema/index.js';
import { fileArgs } from './file-args.js';

/** Arguments of modules whose file openssl makes anew: lib/module/shell/made-file.sh reads them. */
export const madeFileArgs = {
  force: bool({ doc: 'A new one in any case', fallback: false }),
  backup: bool({ doc: 'Keep the old file beside the new one', fallback: false }),
  state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
  select_crypto_backend: choice(['auto', 'cryptography'], {
    doc: 'Accepted for compatibility: the program openssl does it',
    fallback: 'auto',
  }),
  ...fileArgs,
};
