import { isIPv6, SocketAddress } from 'node:net';

/** Of the eight groups of an IPv6 address, those that name the network of one customer: a /64. */
const GROUPS = 4;

/**
 * Whose address it is, as far as an address tells: an address of IPv4 itself, and of IPv6 its /64,
 * of which one machine can take as many addresses as it likes.
 */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return mapped;
  const [plain = ''] = address.split('%');
  if (!isIPv6(plain)) return address;
  const short = new SocketAddress({ address: plain, family: 'ipv6' }).address;
  const [head = '', tail] = short.split('::');
  const groups = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  while (tail !== undefined && groups.length + after.length < 8) groups.push('0');
  return `${[...groups, ...after].slice(0, GROUPS).join(':')}::/64`;
}
