import type { SourcePos } from '../core/position.js';
import { isDict, TemplateString, type Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';
import { loadYaml, toValue } from '../yaml/index.js';
import type { Secrets } from './secrets.js';

/**
 * What a vault held is never shown. A value of its own is secret as it is. Of a file that is encrypted as a whole
 * those values are whose names say so (`password`, `api_token`…), or which look like nothing but a password or a
 * key: a user's name or a port beside them is no secret, and masking it would spoil every line it stands in.
 *
 * @example addVaulted(secrets, 'db_user: app\ndb_password: hunter2\n', { file: 'vault.yml', line: 1, column: 1 })
 */
export function addVaulted(secrets: Secrets, plain: string, at: SourcePos): void {
  const variables = isWholeFile(at) ? variablesIn(plain) : undefined;
  if (variables === undefined) secrets.add(plain);
  else addSecretOnes(secrets, variables, false);
}

const isWholeFile = ({ line, column }: SourcePos): boolean => line === 1 && column === 1;

function variablesIn(plain: string): Value | undefined {
  try {
    const variables = toValue(loadYaml(plain, 'vault', { decrypt: () => '' })[0]!.root);
    return isDict(variables) ? variables : undefined;
  } catch {
    // whoever needs the file is told what is wrong with it
    return undefined;
  }
}

function addSecretOnes(secrets: Secrets, value: Value, named: boolean): void {
  if (Array.isArray(value)) for (const item of value) addSecretOnes(secrets, item, named);
  else if (isDict(value))
    for (const [key, inner] of value) addSecretOnes(secrets, inner, named || isSecretName(pythonText(key)));
  else if (typeof value !== 'boolean' && value !== null) {
    const text = value instanceof TemplateString ? value.text : pythonText(value);
    if (!text.includes('{{') && (named || looksSecret(text))) secrets.add(text);
  }
}

const SECRET_WORDS =
  /^(pass|passwd|password|passwords|passphrase|pw|pwd|pin|psk|secret|secrets|token|tokens|key|keys|apikey|credential|credentials|auth|salt|hash|private)$/i;

const isSecretName = (name: string): boolean =>
  name.split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/).some((word) => SECRET_WORDS.test(word));

const looksSecret = (text: string): boolean =>
  text.includes('PRIVATE KEY-----') ||
  (/^[\w+/=!#$%&*?@^~-]{12,}$/.test(text) && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text));
