import type { Session } from '../remote/session.js';
import { runImageScript, type Said } from './image-script.js';
import type { ImagePlace } from './image-place.js';

export interface Generation {
  readonly number: number;
  /** What it was copied from: `base` or a number. */
  readonly from: string;
  readonly kernel: string;
  readonly created: string;
  readonly madeBy: string;
  readonly current: boolean;
  readonly vmlinuzSha256: string;
  readonly initrdSha256: string;
}

export interface GenerationList {
  readonly generations: readonly Generation[];
  readonly current: number | undefined;
  /** Started and never finished: removed by the next bake. */
  readonly unfinished: readonly number[];
}

/** The generations of an image, oldest first. */
export async function listGenerations(session: Session, place: ImagePlace): Promise<GenerationList> {
  return readGenerations((await runImageScript(session, 'list', place, {})).data);
}

/** The list from what `shell/list.sh` said, by key. */
export function readGenerations(data: Said['data']): GenerationList {
  const currentText = data.findLast(([key]) => key === 'current')?.[1] ?? '';
  const current = currentText === '' ? undefined : Number(currentText);
  return {
    current,
    generations: data
      .filter(([key]) => /^generation \d+$/.test(key))
      .map(([, text]) => readGeneration(text, current)),
    unfinished: data.filter(([key]) => key === 'unfinished').map(([, number]) => Number(number)),
  };
}

function readGeneration(text: string, current: number | undefined): Generation {
  const read = JSON.parse(text) as Record<string, unknown>;
  const word = (key: string): string => (typeof read[key] === 'string' ? read[key] : '');
  return {
    number: Number(read['generation']),
    from: word('from'),
    kernel: word('kernel'),
    created: word('created'),
    madeBy: word('made_by'),
    current: Number(read['generation']) === current,
    vmlinuzSha256: word('vmlinuz_sha256'),
    initrdSha256: word('initrd_sha256'),
  };
}
