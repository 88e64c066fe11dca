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
  if (args.mode === 'preserve') return failure("mode 'preserve' needs src: content has no mode");
  const text = isDict(content) || Array.isArray(content) ? toJsonText(content) : pythonText(content);
  const isSecret = ctx.noLog;
  return placeFile(
    { ...args, content: bytesOf(text), from: 'dynamically generated', isSecret, isAll: true },
    ctx,
  );
}
