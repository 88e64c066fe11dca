/** A group's name that is also a variable's name: what is neither letter, digit nor `_` becomes `_`. */
export const safeGroupName = (name: string): string => name.replace(/^[\d\W]|[^\p{L}\p{N}_]/gu, '_');
