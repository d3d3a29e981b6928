metadata description = 'The Function App on Flex Consumption, with the settings of infra/app-settings.json.'

import { alwaysReadyInstance, endpointZone } from '../types.bicep'

@description('The name of the app.')
param name string

@description('The Azure region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Whether the app is reachable by its private endpoint only.')
param isPrivate bool

@description('The subnet that the app goes out by.')
param appSubnetId string?

@description('The subnet of the private endpoints.')
param endpointSubnetId string?

@description('The DNS zones of the private endpoints.')
param zones endpointZone[]

@description('The identity of the hub.')
param identityId string

@description('The client id of the identity of the hub.')
param identityClientId string

@description('The storage account.')
param storageName string

@description('The container that the app is deployed from.')
param packageContainer string

@description('The host of the Service Bus namespace.')
param messagingHost string

@description('The vault that holds the pseudonym key.')
param vaultName string

@description('The Application Insights component.')
param insightsName string

@description('The issuer of access tokens; its keys are found under the same address.')
param issuer string

@description('The audience of access tokens.')
param audience string

@description('The host name that partners call; empty for the app\'s own.')
param host string

@description('ODS codes by client id.')
param clients { *: string }

@description('Memory of an instance in MiB.')
param instanceMemory int

@description('How many instances there may be at once.')
param maximumInstances int

@description('Instances that are always ready, by what they are ready for.')
param alwaysReady alwaysReadyInstance[]

@description('How many HTTP requests an instance works on at once; more starts another.')
param requestsPerInstance int

// Names of settings take no hyphens; the hub looks for a client id without them too.
var clientSettings = toObject(items(clients), client => 'Access__Clients__${toLower(replace(client.key, '-', ''))}', client => client.value)

resource storage 'Microsoft.Storage/storageAccounts@2025-06-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: '${name}-plan'
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: isPrivate ? 'Disabled' : 'Enabled'
    virtualNetworkSubnetId: appSubnetId
    keyVaultReferenceIdentity: identityId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemory
        maximumInstanceCount: maximumInstances
        alwaysReady: alwaysReady
        triggers: {
          http: {
            perInstanceConcurrency: requestsPerInstance
          }
        }
      }
    }
  }

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(clientSettings, {
      AzureWebJobsStorage__accountName: storage.name
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      ServiceBusConnection__fullyQualifiedNamespace: messagingHost
      ServiceBusConnection__credential: 'managedidentity'
      ServiceBusConnection__clientId: identityClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      Identifiers__PseudonymKey: '@Microsoft.KeyVault(VaultName=${vaultName};SecretName=pseudonym-key)'
      Access__Issuer: issuer
      Access__Audience: audience
      Access__Authority: issuer
      Access__RoleClaim: 'roles'
      Subscriptions__Origin: empty(host) ? app.properties.defaultHostName : host
      Subscriptions__BaseUrl: 'https://${empty(host) ? app.properties.defaultHostName : host}'
    })
  }
}

resource noPasswords 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = [
  for way in ['ftp', 'scm']: {
    parent: app
    name: way
    properties: {
      allow: false
    }
  }
]

module endpoint 'private-endpoint.bicep' = [
  for zone in zones: {
    name: 'endpoint-${zone.groupId}'
    params: {
      name: '${name}-${zone.groupId}'
      location: location
      tags: tags
      serviceId: app.id
      groupId: zone.groupId
      subnetId: endpointSubnetId!
      zoneIds: [zone.zoneId]
    }
  }
]

@description('The name of the app.')
output name string = app.name

@description('The host name of the app.')
output host string = app.properties.defaultHostName

@description('The app.')
output id string = app.id
