import type { Event } from '../core/event.js';
import type { Json } from '../core/json.js';
import type { Problem } from '../core/problem.js';
import { adhocName } from '../run/adhoc-playbook.js';

/** The playbook of an ad-hoc task is nowhere to be looked at. */
export function eventWithoutPlace(event: Event): Event {
  if (event.type === 'task-result') return { ...event, result: resultWithoutPlace(event.result) };
  return event.type === 'problem' ? { ...event, problem: withoutPlace(event.problem) } : event;
}

export function withoutPlace(problem: Problem): Problem {
  if (!problem.at?.file.endsWith(`/${adhocName}`)) return problem;
  const { code, message, hint } = problem;
  return { code, message, hint };
}

function resultWithoutPlace(result: Json): Json {
  const { msg } = result as { readonly msg?: Json };
  const place = typeof msg === 'string' ? msg.search(/\n\nat \/[^\n]*\/ad-hoc:/) : -1;
  return place === -1 ? result : { ...(result as object), msg: (msg as string).slice(0, place) };
}
