/**
 * How Python writes bytes.
 * @param bytes each character is one of them
 * @example bytesRepr("it's\n") // `b"it's\\n"`
 */
export function bytesRepr(bytes: string): string {
  const quote = bytes.includes("'") && !bytes.includes('"') ? '"' : "'";
  const inner = bytes.replace(/[^ -~]|[\\'"]/g, (char) => {
    if (char === '"' || char === "'") return char === quote ? `\\${char}` : char;
    return ESCAPES[char] ?? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `b${quote}${inner}${quote}`;
}

const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };
