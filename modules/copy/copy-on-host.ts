import {
  expandPaths,
  failureOf,
  resultOf,
  fileReturns,
  scriptBeside,
  type ModuleContext,
  type PlaceOptions,
  type Result,
} from '../../lib/module/index.js';
import { wordsIn } from '../../lib/core/read-words.js';
import { path, text } from '../../lib/schema/index.js';

const script = scriptBeside(import.meta.url, 'copy.sh', 'attributes', 'backup', 'place-file');

export interface HostCopy extends PlaceOptions {
  readonly src: string;
  readonly dest: string;
  readonly checksum?: string | undefined;
  readonly local_follow: boolean;
}

/** From one place of the host to another. */
export async function copyOnHost(copy: HostCopy, ctx: ModuleContext): Promise<Result> {
  const expansion = expandPaths({ src: path({}), dest: path({}) }, { src: copy.src, dest: copy.dest });
  const reply = await ctx.call(expansion + script.text(), {
    src: copy.src,
    dest: copy.dest,
    preserve: copy.mode === 'preserve',
    mode: copy.mode === 'preserve' ? undefined : copy.mode,
    default_mode: '0644',
    directory_mode: copy.directory_mode,
    unsafe_writes: copy.unsafe_writes,
    make_parents: false,
    owner: copy.owner,
    group: copy.group,
    attributes: copy.attributes,
    backup: copy.backup ?? false,
    force: copy.force ?? true,
    follow: copy.follow ?? false,
    local_follow: copy.local_follow,
    validate: copy.validate === undefined ? [] : wordsIn(copy.validate),
    checksum: copy.checksum,
    expect_sha1: undefined,
    expect_text: undefined,
    want_size: undefined,
    content: undefined,
    parent_made: false,
    want_diff: false,
  });
  const result = resultOf(reply, { ...fileReturns, src: text({}) }, { path: copy.dest });
  if (failureOf(reply) !== undefined) return result;
  if (result.delete('kept')) {
    result.delete('checksum');
    return result.set('msg', 'file already exists');
  }
  if (!result.has('checksum')) result.set('checksum', null); // of a directory there is none
  return result;
}
