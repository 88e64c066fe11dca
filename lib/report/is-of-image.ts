import type { EventOf } from '../core/event.js';
import { IN_IMAGE } from '../core/in-image.js';
import { asFields, textOf } from './result-text.js';

/** A task that only makes sense on a live host says so in an image. */
export const isOfImage = ({ status, result }: EventOf<'task-result'>): boolean =>
  (status === 'skipped' || status === 'ok' || status === 'changed') &&
  textOf(asFields(result)['msg']).startsWith(IN_IMAGE);
