import { setTimeout as sleep } from 'node:timers/promises';
import { PyFloat } from '../../lib/core/value.js';
import {
  defineModule,
  failure,
  makeResult,
  type ModuleContext,
  type PauseEnd,
  type Result,
} from '../../lib/module/index.js';
import { bool, float, Mismatch, pythonText, pythonType, text, type Field } from '../../lib/schema/index.js';

function time(doc: string): Field<number, 'maybe'> {
  const field = float({ doc });
  return {
    ...field,
    parse(value) {
      try {
        return field.parse(value);
      } catch (cause) {
        if (!(cause instanceof Mismatch)) throw cause;
        throw new Mismatch(
          `is of type ${pythonType(value)} and cannot be converted to int: ${cause.message}`,
        );
      }
    },
  };
}

export const module = defineModule({
  name: 'pause',
  summary: 'Waits for a time or for an answer',
  examples: `
- name: Time for the cluster
  pause:
    seconds: 5

- name: A question
  pause:
    prompt: Really
  register: answer`,
  args: {
    minutes: time('How long, in minutes'),
    seconds: time('How long, in seconds'),
    prompt: text({ doc: 'What to ask' }),
    echo: bool({ doc: 'Show what is typed', fallback: true }),
  },
  rules: [{ kind: 'mutually_exclusive', names: ['minutes', 'seconds'] }],
  runOnce: true,
  returns: { user_input: text({ doc: 'What was typed' }), delta: text({ doc: 'Seconds waited' }) },
  async run(args, ctx): Promise<Result> {
    const seconds = args.seconds ?? (args.minutes === undefined ? undefined : args.minutes * 60);
    const start = new Date();
    const end = await hold(args, seconds === undefined ? undefined : Math.max(seconds, 1), ctx);
    if (end.kind === 'aborted') return failure('user requested abort!');
    const answer = end.kind === 'answered' ? end.text : '';
    return waited(start, seconds, args.minutes !== undefined, args.echo, answer);
  },
});

async function hold(
  { prompt, echo }: { readonly prompt: string | undefined; readonly echo: boolean },
  seconds: number | undefined,
  { pause, signal, alert }: ModuleContext,
): Promise<PauseEnd> {
  if (pause) {
    const asked =
      prompt ?? (seconds === undefined ? 'Press enter to continue, Ctrl+C to interrupt' : undefined);
    return pause({ prompt: asked, echo, timeoutMs: seconds === undefined ? undefined : seconds * 1000 });
  }
  if (seconds === undefined) alert('Not waiting for response to prompt as stdin is not interactive');
  else await sleep(seconds * 1000, undefined, { signal });
  return { kind: 'continued' };
}

// 1.0, 0.25: as Python prints them
const rounded = (value: number): string => pythonText(new PyFloat(Math.round(value * 100) / 100));

function waited(
  start: Date,
  seconds: number | undefined,
  inMinutes: boolean,
  echo: boolean,
  answer: string,
): Result {
  const stop = new Date();
  const delta = Math.trunc((stop.getTime() - start.getTime()) / 1000);
  const time = (date: Date): string =>
    `${date.toISOString().slice(0, 10)} ${date.toISOString().slice(11, 23)}`;
  const said =
    seconds === undefined
      ? `Paused for ${rounded(delta / 60)} minutes`
      : `Paused for ${inMinutes ? `${rounded(seconds / 60)} minutes` : `${rounded(seconds)} seconds`}`;
  return makeResult({
    changed: false,
    rc: 0,
    stdout: said,
    stderr: '',
    start: time(start),
    stop: time(stop),
    delta,
    echo,
    user_input: answer,
  });
}
