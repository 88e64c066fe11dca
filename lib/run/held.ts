import type { PlayRun, Run } from './context.js';
import type { Turn } from './turn.js';

/** The run, but what is said waits for the turn. */
export function held(playRun: PlayRun, turn: Turn): PlayRun {
  const bus: Run['bus'] = {
    emit: (body) => turn.emit(body),
    warn: (message, where) => turn.emit({ type: 'warning', message, ...where }),
  };
  return { ...playRun, run: { ...playRun.run, bus } };
}
