import { describeKills } from './kills.ts';

describeKills('server');
