// Amounts with the unit that suits their size, word for word as the commands print them.

function scaled(amount, unit) {
  const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
  let value = amount;
  let prefix = 0;
  // 999.95 would be printed as 1000.0.
  while (value >= (prefix === 0 ? 1000 : 999.95) && prefix < prefixes.length - 1) {
    value /= 1000;
    prefix++;
  }
  return prefix === 0 ? `${amount} ${unit}` : `${value.toFixed(1)} ${prefixes[prefix]}${unit}`;
}

export const bytes = (amount) => scaled(amount, 'B');

export const bitsPerSecond = (amount) => scaled(amount, 'bit/s');

/** As "42 s", "4 min 10 s", "3 h 12 min", "5 d 2 h". */
export function seconds(amount) {
  const whole = Math.max(0, Math.floor(amount));
  const [day, hour, minute] = [86400, 3600, 60];
  if (whole < minute) {
    return `${whole} s`;
  }
  if (whole < hour) {
    return `${Math.floor(whole / minute)} min ${whole % minute} s`;
  }
  return whole < day
    ? `${Math.floor(whole / hour)} h ${Math.floor((whole % hour) / minute)} min`
    : `${Math.floor(whole / day)} d ${Math.floor((whole % day) / hour)} h`;
}

/** As "340 ms", "12.3 s", "4 min 10 s". */
export function millis(amount) {
  if (amount < 1000) {
    return `${amount} ms`;
  }
  return amount < 60000 ? `${(amount / 1000).toFixed(1)} s` : seconds(amount / 1000);
}

export const counted = (count, noun) => `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
