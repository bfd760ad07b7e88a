import { GLOBAL, LEGACY, REGION, type Shape } from './shape.js';

/** GitHub Actions and other build pipelines. */
export const workflows: readonly Shape[] = [
  {
    is: 'the global host for every step',
    path: '.github/workflows/deploy.yml',
    text: `on: push
env:
  AWS_ENDPOINT_URL_STS: https://sts.amazonaws.com
jobs: {}
`,
    reports: [`3:${GLOBAL}`],
  },
  {
    is: 'the legacy mode for one step',
    path: '.github/workflows/deploy.yml',
    text: `jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - run: node deploy.js
        env:
          AWS_STS_REGIONAL_ENDPOINTS: legacy # the proxy knows only one host
`,
    reports: [`7:${LEGACY}`],
  },
  {
    is: 'the legacy mode of one command',
    path: '.github/workflows/deploy.yml',
    text: `jobs:
  deploy:
    steps:
      - run: AWS_STS_REGIONAL_ENDPOINTS=legacy node deploy.js
`,
    reports: [`4:${LEGACY}`],
  },
  {
    is: 'an endpoint for one command of several',
    path: '.github/workflows/whoami.yml',
    text: `jobs:
  whoami:
    steps:
      - run: |
          aws --version
          aws sts get-caller-identity --endpoint-url https://sts.amazonaws.com
`,
    reports: [`6:${GLOBAL}`],
  },
  {
    is: 'a misspelt region of the credentials action',
    path: '.github/workflows/deploy.yml',
    text: `jobs:
  deploy:
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::111122223333:role/deploy
          aws-region: eu-wets-1
`,
    reports: [`7:${REGION}`],
  },
  {
    is: 'the audience of the credentials action',
    path: '.github/workflows/deploy.yml',
    text: `permissions:
  id-token: write
jobs:
  deploy:
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          audience: sts.amazonaws.com
          aws-region: eu-west-1
`,
    reports: [],
  },
  {
    is: 'the default audience of an action',
    path: 'action.yml',
    text: `name: assume
inputs:
  audience:
    description: For whom the token is issued, as in sts.amazonaws.com
    default: sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'the audience in the request for a token',
    path: '.github/actions/token/action.yml',
    text: `runs:
  using: composite
  steps:
    - shell: bash
      run: |
        token=$(curl -sS -H "Authorization: bearer $ACTIONS_ID_TOKEN_REQUEST_TOKEN" \\
          "\${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=sts.amazonaws.com" | jq -r .value)
`,
    reports: [],
  },
  {
    is: 'hosts that a job may reach',
    path: '.github/workflows/release.yml',
    text: `jobs:
  release:
    steps:
      - uses: step-security/harden-runner@v2
        with:
          egress-policy: block
          allowed-endpoints: >
            api.github.com:443
            sts.amazonaws.com:443
            sts.eu-west-1.amazonaws.com:443
`,
    reports: [],
  },
  {
    is: 'the regional mode of a build',
    path: 'buildspec.yml',
    text: `version: 0.2
env:
  variables:
    AWS_STS_REGIONAL_ENDPOINTS: "regional"
    AWS_REGION: eu-west-1
`,
    reports: [],
  },
  {
    is: 'the legacy mode of a build',
    path: 'buildspec.yml',
    text: `version: 0.2
env:
  variables:
    AWS_STS_REGIONAL_ENDPOINTS: "legacy"
`,
    reports: [`4:${LEGACY}`],
  },
  {
    is: 'the legacy mode of a GitLab job',
    path: '.gitlab-ci.yml',
    text: `variables:
  AWS_STS_REGIONAL_ENDPOINTS: legacy
deploy:
  id_tokens:
    AWS_TOKEN:
      aud: sts.amazonaws.com
  script:
    - node deploy.js
`,
    reports: [`2:${LEGACY}`],
  },
  {
    is: 'the audience of a GitLab token as a URL',
    path: '.gitlab-ci.yml',
    text: `deploy:
  id_tokens:
    AWS_TOKEN:
      aud: https://sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'regions that expressions make',
    path: '.github/workflows/deploy.yml',
    text: `env:
  AWS_REGION: \${{ vars.AWS_REGION }}
  AWS_DEFAULT_REGION: $AWS_REGION
jobs:
  deploy:
    strategy:
      matrix:
        region: [eu-west-1, eu-central-1]
    steps:
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          aws-region: \${{ matrix.region }}
`,
    reports: [],
  },
  {
    is: 'a policy that trusts a workflow, made by a command',
    path: '.github/workflows/setup.yml',
    text: `jobs:
  setup:
    steps:
      - run: |
          aws iam create-open-id-connect-provider \\
            --url https://token.actions.githubusercontent.com \\
            --client-id-list sts.amazonaws.com
`,
    reports: [],
  },
];
