/** A cpio archive in the form the kernel reads (newc). */
export function makeCpio(files: readonly (readonly [name: string, content: string | Buffer])[]): Buffer {
  const parts = [
    ...files.map(([name, content], index) => makeEntry(name, Buffer.from(content), index + 1)),
    makeEntry('TRAILER!!!', Buffer.alloc(0), 0),
  ];
  return Buffer.concat(parts);
}

function makeEntry(name: string, content: Buffer, inode: number): Buffer {
  const fields = [inode, 0o100755, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0];
  const header = Buffer.from(
    `070701${fields.map((field) => field.toString(16).padStart(8, '0')).join('')}${name}\0`,
    'latin1',
  );
  return Buffer.concat([pad(header), pad(content)]);
}

const pad = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
