import type { PlayRun, Run } from './context.js';
import type { Turn } from './turn.js';

/** The run, but what is said waits for the turn. */
export function held(playRun: PlayRun, turn: Turn): PlayRun {
  const bus: Run['bus'] = {
    emit: (body) => turn.emit(body),
    warn: (message, where) => turn.emit({ type: 'warning', message, ...where }),
  };
  const run = Object.create(playRun.run, { bus: { value: bus } }) as Run;
  return Object.create(playRun, { run: { value: run } }) as PlayRun;
}
