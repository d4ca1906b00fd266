import { utf8 } from './bytes.ts'

/**
 * The round constants are what FIPS 180-4 says they are: the first bits behind the point of the cube
 * roots (rounds) and square roots (start) of the first primes. Worked out once, so no table can be mistyped.
 */
const primes = firstPrimes(80)
const rounds = primes.map((prime) => fractionOfRoot(prime, 3n))
const starts = primes.slice(0, 8).map((prime) => fractionOfRoot(prime, 2n))

const high = (value: bigint): number => Number(value >> 32n) | 0
const low = (value: bigint): number => Number(value & 0xffff_ffffn) | 0

const k256 = Int32Array.from(rounds.slice(0, 64), high)
const h256 = Int32Array.from(starts, high)
const k512High = Int32Array.from(rounds, high)
const k512Low = Int32Array.from(rounds, low)

function firstPrimes(count: number): readonly bigint[] {
  const found: bigint[] = []
  for (let candidate = 2n; found.length < count; candidate++)
    if (found.every((prime) => candidate % prime !== 0n)) found.push(candidate)
  return found
}

/** First 64 bits behind the point of a root: the whole root of value * 2^(64 * degree), cut to 64 bits. */
function fractionOfRoot(value: bigint, degree: bigint): bigint {
  const target = value << (64n * degree)
  let root = 1n << 68n
  for (;;) {
    const next = ((degree - 1n) * root + target / root ** (degree - 1n)) / degree
    if (next >= root) return BigInt.asUintN(64, root)
    root = next
  }
}

/** The message with its end mark and its length in bits, a whole number of blocks. */
function padded(text: string, block: number): DataView {
  const message = utf8(text)
  const tail = block / 8
  const size = Math.ceil((message.length + 1 + tail) / block) * block
  const bytes = new Uint8Array(size)
  bytes.set(message)
  bytes[message.length] = 0x80
  const view = new DataView(bytes.buffer)
  view.setUint32(size - 8, Math.floor(message.length / 0x2000_0000))
  view.setUint32(size - 4, (message.length << 3) >>> 0)
  return view
}

const hex = (words: Iterable<number>): string =>
  Array.from(words, (word) => (word >>> 0).toString(16).padStart(8, '0')).join('')

/** SHA-256 (FIPS 180-4) of a text's UTF-8 bytes, as 64 lower-case hexadecimal digits. */
export function sha256Hex(text: string): string {
  const view = padded(text, 64)
  const state = h256.slice()
  const words = new Int32Array(64)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let n = 0; n < 16; n++) words[n] = view.getInt32(at + n * 4)
    expand256(words)
    compress256(state, words)
  }
  return hex(state)
}

function expand256(w: Int32Array): void {
  for (let n = 16; n < 64; n++) {
    const x = w[n - 15] as number
    const y = w[n - 2] as number
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)
    w[n] = ((w[n - 16] as number) + s0 + (w[n - 7] as number) + s1) | 0
  }
}

function compress256(state: Int32Array, w: Int32Array): void {
  let a = state[0] as number
  let b = state[1] as number
  let c = state[2] as number
  let d = state[3] as number
  let e = state[4] as number
  let f = state[5] as number
  let g = state[6] as number
  let h = state[7] as number
  for (let n = 0; n < 64; n++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (k256[n] as number) + (w[n] as number)) | 0
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  state[0] = (state[0] as number) + a
  state[1] = (state[1] as number) + b
  state[2] = (state[2] as number) + c
  state[3] = (state[3] as number) + d
  state[4] = (state[4] as number) + e
  state[5] = (state[5] as number) + f
  state[6] = (state[6] as number) + g
  state[7] = (state[7] as number) + h
}

const carryUnit = 0x1_0000_0000
const unsigned = (word: number | undefined): number => (word ?? 0) >>> 0

/**
 * SHA-512 (FIPS 180-4) of a text's UTF-8 bytes, as 128 lower-case hexadecimal digits. Every 64-bit
 * word is a pair, high half first; the words of a block and the state lie one pair after the other.
 */
export function sha512Hex(text: string): string {
  const view = padded(text, 128)
  const state = Int32Array.from(starts.flatMap((word) => [high(word), low(word)]))
  const words = new Int32Array(160)
  for (let at = 0; at < view.byteLength; at += 128) {
    for (let n = 0; n < 32; n++) words[n] = view.getInt32(at + n * 4)
    expand512(words)
    compress512(state, words)
  }
  return hex(state)
}

function expand512(w: Int32Array): void {
  for (let n = 32; n < 160; n += 2) {
    const xh = w[n - 30] as number
    const xl = w[n - 29] as number
    const yh = w[n - 4] as number
    const yl = w[n - 3] as number
    const s0h = ((xh >>> 1) | (xl << 31)) ^ ((xh >>> 8) | (xl << 24)) ^ (xh >>> 7)
    const s0l = ((xl >>> 1) | (xh << 31)) ^ ((xl >>> 8) | (xh << 24)) ^ ((xl >>> 7) | (xh << 25))
    const s1h = ((yh >>> 19) | (yl << 13)) ^ ((yl >>> 29) | (yh << 3)) ^ (yh >>> 6)
    const s1l = ((yl >>> 19) | (yh << 13)) ^ ((yh >>> 29) | (yl << 3)) ^ ((yl >>> 6) | (yh << 26))
    const sum = unsigned(w[n - 31]) + unsigned(w[n - 13]) + (s0l >>> 0) + (s1l >>> 0)
    const carry = Math.floor(sum / carryUnit)
    w[n] = ((w[n - 32] as number) + (w[n - 14] as number) + s0h + s1h + carry) | 0
    w[n + 1] = sum | 0
  }
}

/** One round turns the eight pairs a…h; they lie in `s` from a on, and move by one pair each round. */
function compress512(state: Int32Array, w: Int32Array): void {
  const s = state.slice()
  for (let n = 0; n < 80; n++) {
    const ah = s[0] as number
    const al = s[1] as number
    const eh = s[8] as number
    const el = s[9] as number
    const s1h = ((eh >>> 14) | (el << 18)) ^ ((eh >>> 18) | (el << 14)) ^ ((el >>> 9) | (eh << 23))
    const s1l = ((el >>> 14) | (eh << 18)) ^ ((el >>> 18) | (eh << 14)) ^ ((eh >>> 9) | (el << 23))
    const chosen = (el & (s[11] as number)) ^ (~el & (s[13] as number))
    const low1 =
      unsigned(s[15]) + (s1l >>> 0) + (chosen >>> 0) + unsigned(k512Low[n]) + unsigned(w[n * 2 + 1])
    const high1 =
      ((s[14] as number) +
        s1h +
        ((eh & (s[10] as number)) ^ (~eh & (s[12] as number))) +
        (k512High[n] as number) +
        (w[n * 2] as number) +
        Math.floor(low1 / carryUnit)) |
      0
    const s0h = ((ah >>> 28) | (al << 4)) ^ ((al >>> 2) | (ah << 30)) ^ ((al >>> 7) | (ah << 25))
    const s0l = ((al >>> 28) | (ah << 4)) ^ ((ah >>> 2) | (al << 30)) ^ ((ah >>> 7) | (al << 25))
    const low2 = (s0l >>> 0) + (majority(al, s[3] as number, s[5] as number) >>> 0)
    const high2 = s0h + majority(ah, s[2] as number, s[4] as number) + Math.floor(low2 / carryUnit)
    s.copyWithin(2, 0, 14)
    addPair(s, 8, high1, low1 | 0)
    const total = ((low1 | 0) >>> 0) + ((low2 | 0) >>> 0)
    s[0] = (high1 + high2 + Math.floor(total / carryUnit)) | 0
    s[1] = total | 0
  }
  for (let n = 0; n < 16; n += 2) addPair(state, n, s[n] as number, s[n + 1] as number)
}

const majority = (a: number, b: number, c: number): number => (a & b) ^ (a & c) ^ (b & c)

function addPair(words: Int32Array, at: number, addHigh: number, addLow: number): void {
  const sum = unsigned(words[at + 1]) + (addLow >>> 0)
  words[at] = ((words[at] as number) + addHigh + Math.floor(sum / carryUnit)) | 0
  words[at + 1] = sum | 0
}
