import { expect } from 'chai';
import type { Frame, Reply } from '../../lib/remote/call.js';
import { readFound } from '../../modules/find/read-found.js';

describe('modules: find', () => {
  it('reads a list of more files than a function has room for arguments', () => {
    const count = 200_000;
    const names = Array.from({ length: count }, (_, i) => `/d/${i}\0`).join('');
    const lines = '81a4 0 0 1 2 3 1 4 5 6|root:root\n'.repeat(count);
    const data = (key: string, text: string): Frame => ({ kind: 'data', key, value: Buffer.from(text) });
    const reply: Reply = {
      frames: [data('names', names), data('lines', lines), data('listed', '')],
      exitCode: 0,
      log: new Uint8Array(),
      durationMs: 1,
      ended: 'done',
    };
    const found = readFound(reply);
    expect(found).to.have.length(count);
    expect(found[0]).to.include({ path: '/d/0', depth: 1, size: 1, type: 'file' });
  });
});
