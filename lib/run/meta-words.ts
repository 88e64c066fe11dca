/** What `meta` says that it did. Source: output recorded from ansible-core 2.14.18. */
export function doneWords(word: string, host: string): string {
  const words: Readonly<Record<string, string>> = {
    flush_handlers: `triggered running handlers for ${host}`,
    end_host: `ending play for ${host}`,
    end_batch: 'ending batch',
    end_play: 'ending play',
    clear_facts: 'facts cleared',
    clear_host_errors: 'cleared host errors',
    refresh_inventory: 'inventory successfully refreshed',
    reset_connection: 'reset connection',
  };
  return words[word] ?? word;
}

/** What follows where the condition of a `meta` does not hold. */
export function skippedWords(word: string, host: string): string {
  const words: Readonly<Record<string, string>> = {
    flush_handlers: `not running handlers for ${host}`,
    end_batch: 'continuing current batch',
    end_play: 'continuing play',
    clear_facts: `not clearing facts and fact cache for ${host}`,
    clear_host_errors: `not clearing host error state for ${host}`,
  };
  return words[word] ?? `continuing execution for ${host}`;
}
