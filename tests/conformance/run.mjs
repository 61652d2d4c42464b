// Runs every graph of a folder in onnxruntime-node and compares its outputs with TorchSharp's.
// Usage: node run.mjs FOLDER. FOLDER holds one folder a graph: model.onnx, samples.json and raw little-endian tensors.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { InferenceSession, Tensor } = require('onnxruntime-node');
const version = require('onnxruntime-node/package.json').version;

const arrays = { float32: Float32Array, float64: Float64Array, int64: BigInt64Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array };

function readTensor(folder, { name, type, shape, file }) {
  const bytes = readFileSync(join(folder, file));
  const data = new arrays[type](bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  return { name, tensor: new Tensor(type, data, shape) };
}

// The largest |actual - expected| / (absolute + relative * |expected|): above 1, or not a number, is out of tolerance.
function distance(actual, expected, { absolute, relative }) {
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const [a, e] = [Number(actual[i]), Number(expected[i])];
    if (a === e || (Number.isNaN(a) && Number.isNaN(e))) continue;
    worst = Math.max(worst, Math.abs(a - e) / (absolute + relative * Math.abs(e))); // NaN stays NaN
  }
  return worst;
}

function compare(actual, expected, tolerance) {
  if (actual === undefined) return 'is missing';
  if (actual.type !== expected.type) return `is ${actual.type}, expected ${expected.type}`;
  if (actual.dims.join() !== expected.dims.join()) return `has shape [${actual.dims}], expected [${expected.dims}]`;
  const ratio = distance(actual.data, expected.data, tolerance);
  return ratio <= 1 ? null : `differs by ${ratio} times the tolerance`;
}

async function complaints(folder) {
  const { tolerance, samples } = JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8'));
  const session = await InferenceSession.create(join(folder, 'model.onnx'));
  const found = [];
  for (const sample of samples) {
    const feeds = Object.fromEntries(sample.inputs.map((t) => readTensor(folder, t)).map(({ name, tensor }) => [name, tensor]));
    const results = await session.run(feeds);
    for (const { name, tensor } of sample.outputs.map((t) => readTensor(folder, t))) {
      const problem = compare(results[name], tensor, tolerance);
      if (problem) found.push(`batch ${sample.batch}: output '${name}' ${problem}`);
    }
  }
  await session.release();
  return found;
}

const root = process.argv[2];
const graphs = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
let failed = 0;
for (const name of graphs) {
  const found = await complaints(join(root, name)).catch((error) => [error.message]);
  if (found.length > 0) failed++;
  for (const text of found) console.log(`${name}: ${text}`);
}
console.log(`onnxruntime-node ${version}: ${graphs.length - failed} passed, ${failed} failed`);
process.exitCode = failed > 0 || graphs.length === 0 ? 1 : 0;
