#!/bin/bash
# Writes the documents of the case folders again. Usage, at the top of the repository:
#   tests/dialects/generate.sh JARS [CASE...]
# JARS holds VERSION.jar for every version below: the generator, out of the Python package openapi-generator-cli.
set -euo pipefail
jars=$1
shift
here=$(dirname "$0")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# case NAME VERSION GENERATOR [OPTION...]: its documents, as they lie in the SDK, become NAME/docs.
case_() {
  local name=$1 version=$2 generator=$3
  shift 3
  [[ ${#wanted[@]} -eq 0 || " ${wanted[*]} " == *" $name "* ]] || return 0
  # 6.6.0 reaches into the JDK for Python.
  java --add-opens=java.base/java.{lang,util,util.regex}=ALL-UNNAMED -Xmx1g -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$jars/$version.jar" \
    org.openapitools.codegen.OpenAPIGenerator generate --skip-validate-spec \
    -i "$here/source.yaml" -g "$generator" -o "$scratch/$name" "$@" > "$scratch/$name.log" 2>&1 ||
    { tail -5 "$scratch/$name.log" >&2; return 1; }
  rm -rf "${here:?}/$name/docs"
  (cd "$scratch/$name" && find . -name '*.md' -not -path '*/.*/*' -not -path './src/*') | sort | while read -r file; do
    mkdir -p "$here/$name/docs/$(dirname "$file")"
    cp "$scratch/$name/$file" "$here/$name/docs/$file"
  done
}

wanted=("$@")
for generator in android bash c csharp dart dart-dio eiffel gdscript go java javascript kotlin markdown objc perl \
  php powershell python r ruby rust rust-server typescript typescript-axios typescript-fetch; do
  case_ "${generator//-/_}" 7.26.0 "$generator"
done
case_ graphql 7.26.0 graphql-nodejs-express-server
case_ julia 7.26.0 julia-client
case_ php_symfony 7.26.0 php-symfony
case_ scala 7.26.0 scala-pekko
case_ swift 7.26.0 swift6

# Forms that have been and gone, as many published documents still have them.
case_ apex 6.6.0 apex
case_ csharp-5.4 5.4.0 csharp-netcore
case_ go-5.4 5.4.0 go
case_ java-4.3 4.3.1 java
case_ kotlin-5.1 5.1.0 kotlin --library jvm-retrofit2
case_ kotlin-7.14 7.14.0 kotlin
case_ php-4.3 4.3.1 php
case_ powershell-5.4 5.4.0 powershell
case_ python-4.3 4.3.1 python
case_ python-6.6 6.6.0 python
case_ ruby-4.3 4.3.1 ruby
case_ typescript-5.4 5.4.0 typescript

# The document of operations as it is when somebody copies the page that shows it.
if [[ ${#wanted[@]} -eq 0 || " ${wanted[*]} " == *" csharp-page "* ]]; then
  mkdir -p "$here/csharp-page/docs"
  python3 -m tests.sources.page ToolsApi.md \
    < "$here/csharp-5.4/docs/docs/ToolsApi.md" > "$here/csharp-page/docs/ToolsApi.md"
fi
