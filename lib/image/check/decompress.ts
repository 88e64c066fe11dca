import { spawn } from 'node:child_process';
import { gunzipSync } from 'node:zlib';

/** The content of compressed bytes, by their magic number. @throws Error for an unknown format or damaged bytes */
export async function decompress(bytes: Buffer): Promise<Buffer> {
  const format = FORMATS.find(({ magic }) => bytes.subarray(0, magic.length).equals(Buffer.from(magic)));
  if (!format)
    throw new Error(`neither an archive nor compressed: starts with ${bytes.subarray(0, 6).toString('hex')}`);
  if (format.name === 'gzip') return gunzipSync(bytes, { finishFlush: 2 });
  return pipeThrough(format.name, format.tool, bytes);
}

interface Format {
  readonly name: string;
  readonly magic: readonly number[];
  readonly tool: readonly string[];
}

const FORMATS: readonly Format[] = [
  { name: 'gzip', magic: [0x1f, 0x8b], tool: [] },
  { name: 'zstd', magic: [0x28, 0xb5, 0x2f, 0xfd], tool: ['zstd', '-dcq'] },
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], tool: ['xz', '-dcq'] },
  { name: 'lz4', magic: [0x02, 0x21, 0x4c, 0x18], tool: ['lz4', '-dcq'] },
  { name: 'lz4', magic: [0x04, 0x22, 0x4d, 0x18], tool: ['lz4', '-dcq'] },
  { name: 'lzma', magic: [0x5d, 0x00, 0x00], tool: ['xz', '-dcq', '--format=lzma'] },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], tool: ['bzip2', '-dc'] },
];

function pipeThrough(name: string, [tool = '', ...args]: readonly string[], bytes: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn(tool, args, { stdio: 'pipe' });
    const parts: Buffer[] = [];
    let said = '';
    child.stdin.on('error', () => {});
    child.once('error', () =>
      reject(
        new Error(`the initrd is compressed with ${name}, and there is no program ${tool} here to read it`),
      ),
    );
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => (said += part.toString('utf8')));
    child.once('close', (code) => {
      const all = Buffer.concat(parts);
      if (code === 0 || all.length > 0) resolve(all);
      else reject(new Error(`the initrd is damaged: ${said.trim() || `${tool} ended with ${code}`}`));
    });
    child.stdin.end(bytes);
  });
}
