import { expect } from 'chai';
import type { Frame } from '../../lib/remote/call.js';
import { FrameParser } from '../../lib/remote/frame-parser.js';

const N = '0123456789abcdef0123456789abcdef';

function parse(
  chunks: readonly (string | Buffer)[],
  keep = 1000,
): { said: string[]; frames: Frame[]; errors: string[] } {
  const said: string[] = [];
  const frames: Frame[] = [];
  const errors: string[] = [];
  const parser = new FrameParser({
    nonce: N,
    keepOf: () => keep,
    onFrame: (frame, sequence) => {
      frames.push(frame);
      said.push(`${sequence} ${frame.kind} ${'key' in frame ? frame.key : frame.text}`);
    },
    onEnd: (end) => said.push(`${end.sequence} end ${end.exitCode}`),
    onProtocolError: (message) => errors.push(message),
  });
  for (const chunk of chunks) parser.push(Buffer.from(chunk as string));
  return { said, frames, errors };
}

const data = (key: string, value: string): string => `${N}(data 1:${key}${N}|${value}${N})`;
const end = `${N}.1 0\n`;

describe('FrameParser', () => {
  const whole = `noise ${data('k', 'v\n(data 1')}noise${N}(change 1:f${N}|old${N}|new${N})${N}(warn 1:hm${N})${end}`;
  const expected = ['1 data k', '1 change f', '1 warn hm', '1 end 0'];

  it('reads frames and ends, and passes over noise', () => {
    expect(parse([whole]).said).to.deep.equal(expected);
  });

  it('reads the same however the bytes are cut', () => {
    for (const size of [1, 2, 3, 7, 31, 32, 33, 50]) {
      const chunks = whole.match(new RegExp(`[^]{1,${size}}`, 'g'))!;
      expect(parse(chunks).said).to.deep.equal(expected);
    }
  });

  it('loses only the frame that was cut off', () => {
    expect(parse([`${N}(data 1:k${N}|cut off${N}.1 143\n`, data('a', 'b'), end]).said).to.deep.equal([
      '1 end 143',
      '1 data a',
      '1 end 0',
    ]);
    expect(parse([`${N}(data 1:k${N}|cut${data('a', 'b')}${end}`]).said).to.deep.equal([
      '1 data a',
      '1 end 0',
    ]);
  });

  it('is not fooled by parts of the nonce or unknown kinds', () => {
    expect(
      parse([`${N.slice(0, 20)}(data 1:x`, `${N}?`, `${N}(exec 1:rm${N})`, data('a', N.slice(0, 31)), end])
        .said,
    ).to.deep.equal(['1 data a', '1 end 0']);
  });

  it('keeps the first bytes of a value and counts the rest', () => {
    const { frames } = parse([
      data('k', 'x'.repeat(5000)),
      `${N}(stream 1 1000000:k${N}|${'y'.repeat(1000)}${N})`,
      end,
    ]);
    expect(
      frames.map((frame) => (frame.kind === 'data' ? [frame.value.length, frame.omitted] : [])),
    ).to.deep.equal([
      [1000, 4000],
      [1000, 999_000],
    ]);
  });

  it('gives up on a host that never stops', () => {
    const one = data('k', 'x'.repeat(900));
    const { errors } = parse(Array.from({ length: 600 }, () => one.repeat(100)));
    expect(errors[0]).to.match(/more than 64000000 bytes/);
    expect(parse([N, '(', 'x'.repeat(100_000)]).said).to.deep.equal([]);
  });
});
