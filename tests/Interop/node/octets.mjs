// Octets to text and back, and the few encodings of RFC 9420 that the driver needs itself.

export const hex = (octets) => Buffer.from(octets).toString("hex");

export const unhex = (text) => new Uint8Array(Buffer.from(text, "hex"));

export const sameOctets = (a, b) => a.length === b.length && a.every((octet, i) => octet === b[i]);

/** RFC 9420, section 2.1.2: opaque octets<V>, for lengths below 16384. */
export function opaque(octets) {
  const header = octets.length < 64 ? [octets.length] : [0x40 | (octets.length >> 8), octets.length & 0xff];
  return new Uint8Array([...header, ...octets]);
}

/** The octets inside opaque<V>, or undefined where the length does not fit. */
export function unopaque(octets) {
  const header = octets[0] < 64 ? 1 : 2;
  const length = header === 1 ? octets[0] : ((octets[0] & 0x3f) << 8) | octets[1];
  return octets.length === header + length ? octets.slice(header) : undefined;
}
