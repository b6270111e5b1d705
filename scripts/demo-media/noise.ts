/** Value noise in [0, 1) with smooth transitions, the same for the same seed. */
export function noise(x: number, y: number, seed: number): number {
  const [column, row] = [Math.floor(x), Math.floor(y)];
  const [right, down] = [x - column, y - row];
  const [u, v] = [right * right * (3 - 2 * right), down * down * (3 - 2 * down)];
  const top = lattice(column, row, seed) * (1 - u) + lattice(column + 1, row, seed) * u;
  const bottom = lattice(column, row + 1, seed) * (1 - u) + lattice(column + 1, row + 1, seed) * u;
  return top * (1 - v) + bottom * v;
}

/** Several octaves of {@link noise}: clouds, ridges, waves. */
export function fractal(x: number, y: number, seed: number, octaves = 5): number {
  let [sum, weight, total] = [0, 1, 0];
  for (let octave = 0, scale = 1; octave < octaves; octave++, scale *= 2.03) {
    sum += weight * noise(x * scale, y * scale, seed + octave * 31);
    total += weight;
    weight *= 0.52;
  }
  return sum / total;
}

function lattice(x: number, y: number, seed: number): number {
  let hash = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263) + Math.imul(seed, 2_147_483_647);
  hash = Math.imul(hash ^ (hash >>> 13), 1_274_126_177);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
