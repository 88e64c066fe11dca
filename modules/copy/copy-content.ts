import type { Value } from '../../lib/core/value.js';
import {
  failure,
  placeFile,
  type ModuleContext,
  type PlaceOptions,
  type Result,
} from '../../lib/module/index.js';
import { bytesOf } from '../../lib/remote/bytes.js';
import { isDict } from '../../lib/core/value.js';
import { pythonText, toJsonText } from '../../lib/schema/index.js';

/** Text, or a dict or list as JSON, to a file. */
export async function copyContent(
  args: PlaceOptions & { readonly dest: string },
  content: Value,
  ctx: ModuleContext,
): Promise<Result> {
  const text = isDict(content) || Array.isArray(content) ? toJsonText(content) : pythonText(content);
  const isSecret = ctx.noLog;
  const from = 'dynamically generated';
  // content has the mode of the temporary file that Ansible makes of it
  const mode = args.mode === 'preserve' ? '0600' : args.mode;
  const result = await placeFile({ ...args, mode, content: bytesOf(text), from, isSecret, isAll: true }, ctx);
  const msg = result.get('msg');
  if (result.get('failed') === true && typeof msg === 'string' && msg.endsWith(': it is a directory'))
    return failure(`can not use content with a dir as dest: ${args.dest}`);
  // Ansible names its temporary file, which is called `source`
  return result.has('md5sum') ? result.set('src', 'content:/source') : result;
}
