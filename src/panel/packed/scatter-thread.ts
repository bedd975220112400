import { parentPort } from 'node:worker_threads';
import { type ScatterJob, scatterBlocks } from './scatter.js';

// A thread of `ScatterThreads`: it takes blocks of a job until none is left.

parentPort?.on('message', (job: ScatterJob) => scatterBlocks(job));
