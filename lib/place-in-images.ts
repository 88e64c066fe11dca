import { dirname } from 'node:path';
import { planBakes } from './image/index.js';
import { readInventoryVariables } from './inventory-variables.js';
import { decrypting } from './run/decrypting.js';
import { fileOfPlaybook } from './run/file-of-playbook.js';
import type { RunOptions } from './run/options.js';
import type { PhasePlace } from './run/phase.js';
import type { Secrets } from './run/secrets.js';

/**
 * The production phase: hosts whose inventory says `tsplay_image` are that image, on the host that
 * `tsplay_image_host` names. The inventory alone decides: it must be known before the first play.
 */
export async function placeInImages(
  options: Omit<RunOptions, 'secrets'> & { readonly secrets: Secrets },
): Promise<PhasePlace> {
  const playbooks = options.playbooks.map(fileOfPlaybook);
  const playbookDir = dirname(playbooks[0] ?? '.');
  const readable = { ...options, ...decrypting(options, options.secrets) };
  const { variable, wayTo } = await readInventoryVariables({ ...readable, playbookDir });
  return planBakes({
    variable,
    way: wayTo,
    secrets: () => options.secrets.values,
    madeBy: `tsplay run ${playbooks.join(' ')}`,
    ...(options.signal ? { signal: options.signal } : {}),
  });
}
