import type { Json } from '../../lib/core/json.js';
import type { Said } from './frames.js';

/** date_time, all of it text as Ansible has it. */
export function dateFacts(said: Said): Json {
  // a host without `date` tells none of it
  const [
    year = '',
    month = '',
    day = '',
    hour = '',
    minute = '',
    second = '',
    nanos = '',
    epoch = '',
    weekday = '',
    weekdayNumber = '',
    week = '',
    ,
    zone = '',
    offset = '',
  ] = said.text('date').split('|');
  const micros = /^\d{6}/.exec(nanos)?.[0] ?? '000000';
  const compact = `${year}${month}${day}T${hour}${minute}${second}`;
  return {
    year,
    month,
    weekday,
    weekday_number: weekdayNumber,
    weeknumber: week,
    day,
    hour,
    minute,
    second,
    epoch,
    epoch_int: epoch,
    date: `${year}-${month}-${day}`,
    time: `${hour}:${minute}:${second}`,
    iso8601_micro: `${said.text('utc')}.${micros}Z`,
    iso8601: `${said.text('utc')}Z`,
    iso8601_basic: `${compact}${micros}`,
    iso8601_basic_short: compact,
    tz: zone,
    tz_dst: zone,
    tz_offset: offset,
  };
}
