import type { Readable } from 'node:stream';

/** The first 10,000 characters of a stream that is read to its end. */
export async function collectText(stream: Readable): Promise<string> {
  let text = '';
  try {
    for await (const chunk of stream) if (text.length < 10_000) text += String(chunk);
  } catch {
    // What broke the stream is told by the exit.
  }
  return text;
}
