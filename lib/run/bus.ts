import type { Event, EventBody } from '../core/event.js';
import type { Json } from '../core/json.js';

import type { Secrets } from './secrets.js';

export type Listener = (event: Event) => void;

/** Numbers, stamps and masks what the run says, and hands it to every listener in order. */
export class Bus {
  private seq = 0;

  constructor(
    private readonly listeners: readonly Listener[],
    private readonly secrets: Secrets,
  ) {}

  /** `body` becomes the event: it is made for this and for nobody else. A copy would cost more than all listeners. */
  emit(body: EventBody): void {
    const event = body as EventBody & { seq: number; time: number };
    event.seq = ++this.seq;
    event.time = Date.now();
    const masked = this.secrets.mask(event as unknown as Json) as unknown as Event;
    for (const listener of this.listeners) listener(masked);
  }

  warn(message: string, where: Omit<Extract<EventBody, { type: 'warning' }>, 'type' | 'message'> = {}): void {
    this.emit({ type: 'warning', message, ...where });
  }
}
