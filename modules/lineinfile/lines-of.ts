/** Lines with their ends; the last one may have none. */
export const linesWithEnds = (text: string): string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

export const withoutEnd = (line: string): string => line.replace(/[\r\n]+$/, '');
