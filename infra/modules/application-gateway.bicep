metadata description = 'A gateway with a web application firewall on an address of the virtual network only: for partners on HSCN or ExpressRoute.'

@description('The name of the gateway.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('The subnet of the gateway.')
param subnetId string

@description('The address of the gateway in it.')
param privateAddress string

@description('The host name of the app, which leads to its private endpoint.')
param appHost string

@description('The vault that holds the certificate.')
param vaultName string

@description('The address of the certificate in the vault, without its version, so that a renewed one is taken up.')
param certificateUri string

@description('The Log Analytics workspace.')
param workspaceId string

var roles = filter(loadJsonContent('../roles.json').assignments, role => role.scope == 'frontCertificate')
var gatewayId = resourceId('Microsoft.Network/applicationGateways', name)

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: '${name}-id'
  location: location
  tags: tags
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(vault.id, identity.id, role.id)
    scope: vault
    properties: {
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    }
  }
]

resource firewall 'Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies@2025-05-01' = {
  name: '${name}-waf'
  location: location
  tags: tags
  properties: {
    policySettings: {
      state: 'Enabled'
      mode: 'Prevention'
      // Bodies are FHIR, whose narrative looks like an attack to general rules; the hub scans each byte of them itself.
      requestBodyCheck: false
      fileUploadEnforcement: false
      requestBodyEnforcement: false
    }
    managedRules: {
      managedRuleSets: [
        {
          ruleSetType: 'Microsoft_DefaultRuleSet'
          ruleSetVersion: '2.1'
        }
      ]
    }
  }
}

resource gateway 'Microsoft.Network/applicationGateways@2025-05-01' = {
  name: name
  location: location
  tags: tags
  zones: ['1', '2', '3']
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    sku: {
      name: 'WAF_v2'
      tier: 'WAF_v2'
    }
    autoscaleConfiguration: {
      minCapacity: 1
      maxCapacity: 10
    }
    firewallPolicy: {
      id: firewall.id
    }
    sslPolicy: {
      policyType: 'Predefined'
      policyName: 'AppGwSslPolicy20220101S'
    }
    gatewayIPConfigurations: [{ name: 'network', properties: { subnet: { id: subnetId } } }]
    frontendIPConfigurations: [
      {
        name: 'inside'
        properties: {
          subnet: { id: subnetId }
          privateIPAllocationMethod: 'Static'
          privateIPAddress: privateAddress
        }
      }
    ]
    frontendPorts: [{ name: 'https', properties: { port: 443 } }]
    sslCertificates: [{ name: 'hub', properties: { keyVaultSecretId: certificateUri } }]
    backendAddressPools: [{ name: 'app', properties: { backendAddresses: [{ fqdn: appHost }] } }]
    probes: [
      {
        name: 'ready'
        properties: {
          protocol: 'Https'
          path: '/health/ready'
          interval: 15
          timeout: 10
          unhealthyThreshold: 3
          pickHostNameFromBackendHttpSettings: true
        }
      }
    ]
    backendHttpSettingsCollection: [
      {
        name: 'app'
        properties: {
          port: 443
          protocol: 'Https'
          // The app answers within 230 s or not at all.
          requestTimeout: 230
          pickHostNameFromBackendAddress: true
          probe: { id: '${gatewayId}/probes/ready' }
        }
      }
    ]
    httpListeners: [
      {
        name: 'https'
        properties: {
          protocol: 'Https'
          frontendIPConfiguration: { id: '${gatewayId}/frontendIPConfigurations/inside' }
          frontendPort: { id: '${gatewayId}/frontendPorts/https' }
          sslCertificate: { id: '${gatewayId}/sslCertificates/hub' }
        }
      }
    ]
    requestRoutingRules: [
      {
        name: 'all'
        properties: {
          ruleType: 'Basic'
          priority: 100
          httpListener: { id: '${gatewayId}/httpListeners/https' }
          backendAddressPool: { id: '${gatewayId}/backendAddressPools/app' }
          backendHttpSettings: { id: '${gatewayId}/backendHttpSettingsCollection/app' }
        }
      }
    ]
  }
  dependsOn: [assignment]
}

resource firewallLog 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'firewall'
  scope: gateway
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'ApplicationGatewayFirewallLog'
        enabled: true
      }
    ]
  }
}
