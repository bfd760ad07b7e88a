import { GLOBAL, LEGACY, type Shape } from './shape.js';

/** docker-compose. */
export const compose: readonly Shape[] = [
  {
    is: 'variables of a service, as a list',
    path: 'docker-compose.yml',
    text: `services:
  orders:
    image: orders
    environment:
      - AWS_REGION=eu-west-1
      - AWS_STS_REGIONAL_ENDPOINTS=legacy
      - "AWS_ENDPOINT_URL_STS=https://sts.amazonaws.com"
`,
    reports: [`6:${LEGACY}`, `7:${GLOBAL}`],
  },
  {
    is: 'variables of a service, as a map',
    path: 'compose.yaml',
    text: `services:
  orders:
    environment:
      AWS_STS_REGIONAL_ENDPOINTS: 'legacy'
      AWS_REGION: \${AWS_REGION:-eu-west-1}
`,
    reports: [`4:${LEGACY}`],
  },
  {
    is: 'variables that services share by an anchor',
    path: 'docker-compose.yml',
    text: `x-aws: &aws
  AWS_REGION: eu-west-1
  AWS_STS_REGIONAL_ENDPOINTS: legacy
services:
  orders:
    environment:
      <<: *aws
      STAGE: test
  bills:
    environment: *aws
`,
    reports: [`3:${LEGACY}`],
  },
  {
    is: 'a scalar that is used again by its anchor',
    path: 'compose.yaml',
    text: `x-sts: &sts https://sts.amazonaws.com
services:
  orders:
    environment:
      AWS_ENDPOINT_URL_STS: *sts
  issuer:
    environment:
      AUDIENCE: *sts
`,
    reports: [`5:${GLOBAL}`],
    strict: [`1:${GLOBAL}`, `5:${GLOBAL}`], // nothing says what the anchor is for
  },
  {
    is: 'an emulator',
    path: 'docker-compose.yml',
    text: `services:
  orders:
    environment:
      - AWS_ENDPOINT_URL_STS=http://localstack:4566
      - AWS_REGION=us-east-1
`,
    reports: [],
  },
  {
    is: 'a store that speaks the same protocol, with a region of its own',
    path: 'docker-compose.yaml',
    text: `services:
  catalog:
    environment:
      AWS_REGION: local-01
      S3_ENDPOINT: http://minio:9000
`,
    reports: [],
  },
  {
    is: 'hosts that bypass the proxy',
    path: 'docker-compose.yml',
    text: `services:
  orders:
    environment:
      NO_PROXY: localhost,sts.amazonaws.com,169.254.169.254
      HTTPS_PROXY: http://proxy:3128
`,
    reports: [],
  },
];
