#!/bin/bash
# Writes the documents under specs/ again. Usage, at the top of the repository: tests/sources/make.sh JARS
# where JARS holds 4.3.1.jar, 5.1.0.jar and 5.4.0.jar: the generator, out of the Python packages of these versions.
set -euo pipefail
jars=$1
sources=$(dirname "$0")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# generate VERSION SOURCE OPTIONS...: prints the document SessionApi.md
generate() {
  local version=$1 source=$2
  shift 2
  java -cp "$jars/$version.jar" org.openapitools.codegen.OpenAPIGenerator generate \
    -i "$sources/$source.yaml" -o "$scratch/$source" "$@" > "$scratch/$source.log" 2>&1
  cat "$(find "$scratch/$source" -name SessionApi.md)"
}

mkdir -p specs/okta/docs/{powershell,typescript,csharp} specs/equisoft/docs/{kotlin,php}

generate 5.4.0 okta-powershell -g powershell |
  sed '1s|/|\\|' > specs/okta/docs/powershell/SessionApi.md

generate 5.4.0 okta-typescript -g typescript --additional-properties projectName=okta |
  sed "1s|# [.]|# okta.|; s|from 'okta'|from '@okta/okta-sdk-nodejs'|" > specs/okta/docs/typescript/SessionApi.md

generate 5.4.0 okta-csharp -g csharp-netcore --additional-properties packageName=Okta.Sdk |
  sed -e 's/config\.BasePath/config.OktaDomain/' \
      -e 's/config\.AddApiKey("Authorization", \(.*\));/config.Token =\1;/' \
      -e '/Uncomment below to setup prefix/d; /config\.AddApiKeyPrefix/d' |
  python3 -m tests.sources.page SessionApi.md > specs/okta/docs/csharp/SessionApi.md

generate 5.1.0 equisoft-kotlin -g kotlin --library jvm-retrofit2 \
  --additional-properties packageName=com.equisoft.accountservice.sdk,useCoroutines=true \
  > specs/equisoft/docs/kotlin/SessionApi.md

generate 4.3.1 equisoft-php -g php \
  --additional-properties 'invokerPackage=Equisoft\SDK\AccountService,variableNamingConvention=camelCase' \
  > specs/equisoft/docs/php/SessionApi.md
