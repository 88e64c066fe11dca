import type { GateFinding } from './gate-finding.js';

/**
 * An operation on an image that was not done, and why. `exitCode` is what the command line ends with: 3 when
 * somebody else works on the image, else 2.
 */
export class ImageRefusal extends Error {
  readonly kind: 'locked' | 'gate' | 'failed';
  readonly exitCode: 2 | 3;
  readonly findings: readonly GateFinding[];

  constructor(kind: ImageRefusal['kind'], message: string, findings: readonly GateFinding[] = []) {
    super(message);
    this.name = 'ImageRefusal';
    this.kind = kind;
    this.exitCode = kind === 'locked' ? 3 : 2;
    this.findings = findings;
  }
}
