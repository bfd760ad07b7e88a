/** Trust policy of the role that GitHub's workflows assume. Its audience is an identifier. */
export const deployRole = {
  RoleName: 'orders-deploy',
  AssumeRolePolicyDocument: {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Federated: 'arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com' },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { 'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com' },
          StringLike: { 'token.actions.githubusercontent.com:sub': 'repo:example/orders-service:*' },
        },
      },
    ],
  },
} as const;

export const identityProvider = {
  Url: 'https://token.actions.githubusercontent.com',
  ClientIDList: ['sts.amazonaws.com'],
} as const;
