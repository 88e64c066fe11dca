import { appendFileSync, closeSync, openSync } from 'node:fs';
import { userInfo } from 'node:os';
import { TsplayError } from '../core/problem.js';
import type { Output, ReporterOptions } from '../report/index.js';

type Streams = Required<Pick<ReporterOptions, 'output' | 'errors'>>;

/** `log_path`: whatever is printed goes to a file too, line by line, with the time; only its owner may read it. */
export function logTo(file: string, { output, errors }: Streams): Streams {
  try {
    closeSync(openSync(file, 'a', 0o600));
  } catch (cause) {
    const why = (cause as Error).message;
    throw new TsplayError({ code: 'bad-setting', message: `log_path ${file} cannot be written: ${why}` });
  }
  return { output: logged(output, file), errors: logged(errors, file) };
}

function logged(stream: Output, file: string): Output {
  return {
    write(text: string) {
      const lines = plain(text).split('\n').filter(Boolean);
      appendFileSync(file, lines.map((line) => `${stamp()} | ${line}\n`).join(''));
      return stream.write(text);
    },
    ...(stream.isTTY === undefined ? {} : { isTTY: stream.isTTY }),
    ...(stream.columns === undefined ? {} : { columns: stream.columns }),
    get isHeld() {
      return stream.isHeld ?? false;
    },
  };
}

// colours and the live line are for the screen only

const plain = (text: string): string => text.replace(/\u001b\[[0-9;?]*[A-Za-z]|\r/g, '');

function stamp(): string {
  const time = new Date().toISOString().replace('T', ' ').replace('.', ',').replace('Z', '');
  return `${time} p=${process.pid} u=${userInfo().username} n=tsplay`;
}
